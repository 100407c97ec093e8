using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Makes the instances of an actor in a way of its own.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    /// <summary>Called when an instance is no longer used.</summary>
    void Release(ActorBase actor);
}

/// <summary>Makes actors by constructor.</summary>
internal sealed class ConstructorProducer(Type type, object?[] arguments) : IIndirectActorProducer
{
    private const BindingFlags AnyInstance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private ConstructorInvoker? _invoker;

    public Type ActorType => type;

    public ActorBase Produce()
    {
        try
        {
            if (_invoker is not null)
                return (ActorBase)_invoker.Invoke(arguments.AsSpan());
            if (FindConstructor() is not { } constructor)
                return (ActorBase)Activator.CreateInstance(type, AnyInstance, null, arguments, null)!;
            var invoker = ConstructorInvoker.Create(constructor);
            var actor = (ActorBase)invoker.Invoke(arguments.AsSpan());
            _invoker = invoker;
            return actor;
        }
        catch (MissingMethodException e)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {type} with {arguments.Length} args: ({string.Join(",", arguments.Select(a => a ?? "null"))})", e);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {type} with {arguments.Length} args: ({string.Join(",", arguments.Select(a => a ?? "null"))})", e.InnerException);
        }
    }

    public void Release(ActorBase actor)
    {
    }

    /// <summary>The one constructor that the arguments fit as they are; null where the general binder has to choose.</summary>
    private ConstructorInfo? FindConstructor()
    {
        var fitting = type.GetConstructors(AnyInstance).Where(constructor => Fits(constructor.GetParameters())).Take(2).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    private bool Fits(ParameterInfo[] parameters)
    {
        if (parameters.Length != arguments.Length)
            return false;
        for (var i = 0; i < parameters.Length; i++)
        {
            var wanted = parameters[i].ParameterType;
            if (arguments[i] is { } given ? !wanted.IsInstanceOfType(given) : wanted.IsValueType && Nullable.GetUnderlyingType(wanted) is null)
                return false;
        }

        return true;
    }
}

/// <summary>Takes an expression <c>() => new T(a, b)</c> apart into constructor arguments.</summary>
internal static class NewExpressionArguments
{
    public static object?[] Of(NewExpression expression) => [.. expression.Arguments.Select(Evaluate)];

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: var owner } => field.GetValue(owner is null ? null : Evaluate(owner)),
        MemberExpression { Member: PropertyInfo property, Expression: var owner } => property.GetValue(owner is null ? null : Evaluate(owner)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) => Evaluate(convert.Operand),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };
}
